import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { withLakeLock } from '../../ledger/lake/lock.ts';
import {
  checkNationalAlgorithms,
  keyFileOf,
  makeKeys,
  openVault,
  readKeyFile,
  rotateKeys,
  vaultFile,
  writeKeyFile,
  type VaultKeys,
} from '../../vault/index.ts';
import type { Terminal } from '../io.ts';
import { today } from '../today.ts';

interface LakeOptions {
  readonly lake: string;
  readonly keys?: string;
  readonly json?: true;
}

/** `jiuzhu keys new|show|rotate`: the keys of pseudonyms and of the vault. */
export function addKeysCommand(program: Command, terminal: Terminal): void {
  const keys = program.command('keys').description('身份库密钥 / keys of pseudonyms and of the vault');
  addNew(keys, terminal);
  addShow(keys, terminal);
  addRotate(keys, terminal);
}

function addNew(keys: Command, terminal: Terminal): void {
  keys
    .command('new <file>')
    .description('新建密钥文件（仅本人可读） / make a key file only you can read')
    .option('--note <text>', 'whose keys these are', '')
    .option('--json', 'print JSON')
    .action((file: string, { note, json }: { note: string; json?: true }) => {
      checkNationalAlgorithms();
      const made = makeKeys({ created: today(), note, random: randomBytes });
      writeKeyFile(file, made);
      terminal.say('请另存一份：丢失密钥后身份信息无法恢复 / keep a copy: without it identities are lost');
      terminal.data(json ? JSON.stringify({ file, ...facts(made) }) : `${file}\n${factsText(made)}`);
    });
}

function addShow(keys: Command, terminal: Terminal): void {
  keys
    .command('show')
    .description('密钥编号与用量，不显示密钥 / which keys there are, never the keys themselves')
    .requiredOption('--lake <directory>', 'the ledger they belong to')
    .option('--keys <file>', 'key file (default: JIUZHU_KEY_FILE, else beside the lake)')
    .option('--json', 'print JSON')
    .action((options: LakeOptions) => {
      const file = fileOf(options);
      const found = readKeyFile(file);
      const shown = { file, ...facts(found), vault: vaultFacts(options.lake, found) };
      terminal.data(
        options.json ? JSON.stringify(shown) : `${file}\n${factsText(found)}\n${vaultText(shown.vault)}`,
      );
    });
}

function addRotate(keys: Command, terminal: Terminal): void {
  keys
    .command('rotate')
    .description('更换加密密钥，重新加密身份库；假名不变 / seal the vault under a new key; pseudonyms stay')
    .requiredOption('--lake <directory>', 'the ledger whose vault is sealed again')
    .option('--keys <file>', 'key file (default: JIUZHU_KEY_FILE, else beside the lake)')
    .option('--json', 'print JSON')
    .action(async (options: LakeOptions) => {
      const request = {
        vaultFile: vaultFile(options.lake),
        keyFile: fileOf(options),
        created: today(),
        random: randomBytes,
        progress: (done: number, total: number) => terminal.progress('重新加密 / sealing again', done, total),
      };
      const done = await withLakeLock(options.lake, () => Promise.resolve(rotateKeys(request)));
      terminal.data(
        options.json
          ? JSON.stringify(done)
          : `${done.made ? '新密钥' : '继续上次的轮换，密钥'} ${done.keyId}，已重新加密 ${done.resealed} 人；旧密钥保留在文件中 / sealed again; older keys are kept`,
      );
    });
}

function fileOf({ lake, keys }: LakeOptions): string {
  return keyFileOf({ lake, option: keys, environment: process.env['JIUZHU_KEY_FILE'] });
}

function facts({ created, note, practice, pseudonym, sealing }: VaultKeys) {
  return {
    created,
    note,
    practice,
    pseudonymKey: pseudonym.id,
    sealingKeys: sealing.map(({ id, created }) => ({ id, created })),
  };
}

function vaultFacts(
  lake: string,
  keys: VaultKeys,
): { file: string; persons: number; underOlderKeys: number } | null {
  const file = vaultFile(lake);
  if (!existsSync(file)) return null;
  const vault = openVault(file, keys, { create: false });
  try {
    return { file, persons: vault.count(), underOlderKeys: vault.olderSeals() };
  } finally {
    vault.close();
  }
}

function factsText(keys: VaultKeys): string {
  const { created, note, practice, pseudonymKey, sealingKeys } = facts(keys);
  const [newest, ...older] = sealingKeys.map(({ id, created }) => `${id}（${created}）`);
  return [
    `建立 / created: ${created}${note === '' ? '' : `  ${note}`}`,
    ...(practice ? ['仅供演练，不能保护真实数据 / practice keys: they protect nothing'] : []),
    `假名密钥 / pseudonym key: ${pseudonymKey}`,
    `加密密钥 / sealing key: ${newest ?? ''}`,
    ...older.map((key) => `旧密钥 / older key: ${key}`),
  ].join('\n');
}

function vaultText(vault: ReturnType<typeof vaultFacts>): string {
  if (!vault) return '还没有身份库 / no vault yet';
  const { file, persons, underOlderKeys } = vault;
  const older =
    underOlderKeys === 0
      ? ''
      : `，其中 ${underOlderKeys} 人仍用旧密钥，请运行 keys rotate / under older keys: rotate`;
  return `身份库 / vault: ${file}，${persons} 人 / persons${older}`;
}
