/**
 * `npm run bench`: runs the benchmarks named, or all; `--list` names them. Prints one JSON object a line.
 */
import { aucBench } from './auc.ts';
import type { Bench } from './bench.ts';

/** Every benchmark. */
const benches: readonly Bench[] = [aucBench];

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--list')) {
    for (const { name, title } of benches) write({ name, title });
    return 0;
  }
  const unknown = args.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0) {
    process.stderr.write(`没有这项基准 / no such benchmark: ${unknown.join(', ')}; --list\n`);
    return 2;
  }
  for (const bench of benches.filter(({ name }) => args.length === 0 || args.includes(name))) {
    process.stderr.write(`[bench] ${bench.name}: ${bench.title}\n`);
    write(await bench.run());
  }
  return 0;
}

function write(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

process.exitCode = await main(process.argv.slice(2));
