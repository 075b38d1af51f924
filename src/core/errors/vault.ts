import type { ErrorEntry } from './entry.ts';

/** Errors of keys, of the vault and of purging. */
export const vaultErrors = {
  JZ_CRYPTO_MISSING: {
    title: 'National algorithms missing',
    exit: 5,
    status: 500,
    zh: '本机的 Node.js 没有可用的国密算法（{problem}）。',
    remedyZh: '请使用带完整 OpenSSL 3 的官方 Node.js；可运行 jiuzhu doctor 检查。未写入任何数据。',
    en: 'This Node.js has no working {problem}.',
    remedyEn: 'Use an official Node.js with a full OpenSSL 3; jiuzhu doctor checks it. Nothing was written.',
  },
  JZ_KEYS_MISSING: {
    title: 'No key file',
    exit: 3,
    status: 500,
    zh: '找不到密钥文件 {file}。',
    remedyZh: '请用 --keys、环境变量 JIUZHU_KEY_FILE 或映射的 keys 指定它；新建用 jiuzhu keys new FILE。',
    en: 'There is no key file {file}.',
    remedyEn:
      'Name it with --keys, JIUZHU_KEY_FILE or `keys` of the mapping; jiuzhu keys new FILE makes one.',
  },
  JZ_KEYS_INVALID: {
    title: 'Invalid key file',
    exit: 3,
    status: 500,
    zh: '密钥文件 {file} 的 {path} 有误：{problem}。',
    remedyZh: '请从备份恢复该文件；密钥不能手工修改。',
    en: 'Key file {file}, at {path}: {problem}.',
    remedyEn: 'Restore the file from its backup; keys cannot be edited by hand.',
  },
  JZ_KEYS_EXPOSED: {
    title: 'Key file readable by others',
    exit: 3,
    status: 500,
    zh: '密钥文件 {file} 可被本机其他用户读取（权限 {value}）。',
    remedyZh: '请运行 chmod 600 {file}；若曾被他人读取，请运行 jiuzhu keys rotate。',
    en: 'Other users of this machine can read key file {file} (mode {value}).',
    remedyEn: 'Run chmod 600 {file}; if somebody may have read it, run jiuzhu keys rotate.',
  },
  JZ_KEYS_EXIST: {
    title: 'Key file exists',
    exit: 2,
    status: 409,
    zh: '密钥文件 {file} 已存在，未改动。',
    remedyZh: '请换一个文件名；覆盖密钥会使已加密的数据永远无法打开。',
    en: 'Key file {file} exists and was left alone.',
    remedyEn: 'Choose another name; overwriting keys would lock away what they sealed for ever.',
  },
  JZ_KEYS_WRONG: {
    title: 'Keys of another vault',
    exit: 4,
    status: 500,
    zh: '身份库 {file} 是用别的密钥建立的（库中密钥 {value}，所给密钥文件中没有）。',
    remedyZh: '请给出建库时的密钥文件；未读写任何数据。',
    en: 'Vault {file} was made with other keys (key {value} is not in the key file given).',
    remedyEn: 'Give the key file it was made with; nothing was read or written.',
  },
  JZ_VAULT_MISSING: {
    title: 'No vault',
    exit: 3,
    status: 404,
    zh: '没有身份库 {file}。',
    remedyZh: '请检查 --lake；身份库在装入含身份信息的文件时建立，与总账放在一起。',
    en: 'There is no vault {file}.',
    remedyEn:
      'Check --lake; the vault lies beside the ledger and is made when files with identities are ingested.',
  },
  JZ_VAULT_DAMAGED: {
    title: 'Identity record damaged',
    exit: 4,
    status: 500,
    zh: '身份库 {file} 中 {person} 的记录被改动或损坏（{problem}），未使用。',
    remedyZh: '请从备份恢复身份库，或重新装入含此人的文件。',
    en: 'In vault {file}, the record of {person} was altered or damaged ({problem}); it was not used.',
    remedyEn: 'Restore the vault from its backup, or ingest the files with this person again.',
  },
} as const satisfies Record<string, ErrorEntry>;
