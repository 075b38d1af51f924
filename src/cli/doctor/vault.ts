import { checkNationalAlgorithms, knownAnswers } from '../../vault/index.ts';
import type { Probe } from './finding.ts';

/** The vault's own self test, as it runs before anything is sealed. */
export const vaultProbe: Probe = {
  id: 'vault',
  titleZh: '身份库加密自检',
  titleEn: 'vault self test',
  required: true,
  remedy: '请使用带完整 OpenSSL 3 的官方 Node.js / use an official Node.js with a full OpenSSL 3',
  attempt: () => {
    checkNationalAlgorithms();
    return knownAnswers.map(({ algorithm }) => algorithm).join(', ');
  },
};
