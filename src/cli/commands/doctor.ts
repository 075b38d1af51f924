import type { Command } from 'commander';
import { cryptographyProbes } from '../doctor/cryptography.ts';
import { examine, type Finding } from '../doctor/finding.ts';
import { machineProbes } from '../doctor/machine.ts';
import { packageProbes } from '../doctor/packages.ts';
import { doctorText, isFit } from '../doctor/report.ts';
import { vaultProbe } from '../doctor/vault.ts';
import type { Terminal } from '../io.ts';
import { version } from '../version.ts';

/** Exit status when something required does not work (design §10: resources). */
const unfit = 5;

/** `jiuzhu doctor`: what this machine has, each part really tried. */
export function addDoctorCommand(program: Command, terminal: Terminal): void {
  program
    .command('doctor')
    .description('检查本机具备哪些部件，逐一实测 / what this machine has, each part tried')
    .option('--data-dir <dir>', '数据目录 / where the data will lie', '.jiuzhu')
    .option('--json', 'print JSON')
    .action(async (options: { dataDir: string; json?: true }) => {
      const probes = [...machineProbes(options.dataDir), ...cryptographyProbes, vaultProbe, ...packageProbes];
      const findings: Finding[] = [];
      for (const [i, probe] of probes.entries()) {
        terminal.progress(`${probe.titleZh} ${probe.titleEn}`, i, probes.length);
        findings.push(await examine(probe));
      }
      terminal.progress('检查完成 / examined', probes.length, probes.length);
      const ok = isFit(findings);
      terminal.data(options.json ? JSON.stringify({ ok, version, findings }) : doctorText(findings));
      if (!ok) process.exitCode = unfit;
    });
}
