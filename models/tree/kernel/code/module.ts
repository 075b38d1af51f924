/**
 * The inner loops of growing as WebAssembly, made at run time. `../plain.ts` does the same in TypeScript, bit by bit.
 */
import { assembleModule } from '../../../../src/core/wasm/assemble.ts';
import { INDEX } from './common.ts';
import { fillRows, fillSlice, fillTile, gather } from './fill.ts';
import { oneBatch, subtract } from './group.ts';
import { bin, part, partChunk, split } from './rows.ts';
import { boundSide, scan, side } from './scan.ts';
import { serve, work } from './work.ts';

/** The module of all loops; the functions that others call stand in the order of `INDEX`. */
export function kernelCode(): Uint8Array<ArrayBuffer> {
  return assembleModule([
    gather(),
    fillSlice(),
    fillTile(),
    fillRows(),
    side(),
    boundSide(),
    scan('scan', INDEX.side),
    scan('boundScan', INDEX.boundSide),
    subtract(),
    oneBatch(),
    split(),
    partChunk(),
    work(),
    serve(),
    part(),
    bin(),
  ]);
}
