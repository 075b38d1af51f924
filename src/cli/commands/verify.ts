import type { Command } from 'commander';
import { JzError } from '../../core/errors/index.ts';
import { findManifests, verifyManifest } from '../../io/manifest.ts';
import type { Terminal } from '../io.ts';

/** `jiuzhu verify PATH`: checks every file of every manifest under a path. */
export function addVerifyCommand(program: Command, terminal: Terminal): void {
  program
    .command('verify <path>')
    .description('核验路径下的全部清单 / check every manifest under PATH')
    .option('--json', 'print JSON')
    .action(async (path: string, options: { json?: true }) => {
      const manifests = await findManifests(path);
      if (manifests.length === 0) throw new JzError('JZ_MANIFEST_MISSING', { path });
      let files = 0;
      for (const [i, manifest] of manifests.entries()) {
        terminal.progress(manifest, i, manifests.length);
        files += (await verifyManifest(manifest)).files.length;
      }
      terminal.progress('核验完成 / verified', manifests.length, manifests.length);
      const result = { ok: true, manifests: manifests.length, files };
      terminal.data(
        options.json
          ? JSON.stringify(result)
          : `核验通过：${manifests.length} 份清单，${files} 个文件 / verified`,
      );
    });
}
