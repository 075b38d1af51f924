/**
 * The attributing loop in WebAssembly: down all splits of a bundle of trees, then up again, at two points at a time.
 */
import { assembleModule, type Code, type ValueType } from '../../src/core/wasm/assemble.ts';
import { assign, control, f64, i32, local, v128 } from '../../src/core/wasm/code.ts';
import { goesLeft } from '../inference/code-sets.ts';
import { edge, ONE_AT, split, SPLIT_BYTES, VECTOR_BYTES, type ShapLayout } from './shap-layout.ts';

const { all, when, loopWhile, repeatWhile } = control;
const { addF64, subF64, mulF64, divF64, loadTwice } = v128;

/** What the module exports; all addresses are bytes of its memory. */
export interface ShapKernel {
  /** Adds one row's attributions by the bundles of the table (first split, end of splits). */
  readonly attribute: (row: number, sums: number, table: number, end: number) => void;
}

const [ROW, SUMS, TABLE, TABLE_END] = [0, 1, 2, 3];
const [AT, END, SLOT, PARENT, KNOWN] = [4, 5, 6, 7, 8];
/** Edges and slots of the side where the row goes and of the other one. */
const [PASS, FAIL, TO_PASS, TO_FAIL, LEFT] = [9, 10, 11, 12, 13];
const [X, Y, SUM] = [14, 15, 16];
const NUMBERS = 17;

const ofSplit = (at: number): Code => i32.load(local(AT), at);
const increase = (variable: number, by: number): Code =>
  assign(variable, i32.add(local(variable), i32.const(by)));
const either = (first: number, second: number, condition: Code): Code =>
  i32.select(i32.const(first), i32.const(second), condition);

/** The machine code for such a layout, with or without splits by sets of codes. */
export function shapModule(layout: ShapLayout, hasSets: boolean): Uint8Array<ArrayBuffer> {
  const { vectors } = layout;
  return assembleModule([
    {
      name: 'attribute',
      params: ['i32', 'i32', 'i32', 'i32'] satisfies ValueType[],
      locals: [
        [10, 'i32'],
        [3 + 4 * vectors, 'v128'],
      ],
      code: all(
        eachVector(vectors, (k) =>
          all(
            assign(restAt(k), v128.load(i32.const(layout.rests + VECTOR_BYTES * k))),
            assign(pointAt(k, vectors), v128.load(i32.const(layout.points + VECTOR_BYTES * k))),
            assign(chargeAt(k, vectors), v128.load(i32.const(layout.charges + VECTOR_BYTES * k))),
          ),
        ),
        loopWhile(i32.ltU(local(TABLE), local(TABLE_END)), bundle(layout, hasSets)),
      ),
    },
  ]);
}

const restAt = (k: number): number => NUMBERS + k;
const pointAt = (k: number, vectors: number): number => NUMBERS + vectors + k;
const chargeAt = (k: number, vectors: number): number => NUMBERS + 2 * vectors + k;
const productAt = (k: number, vectors: number): number => NUMBERS + 3 * vectors + k;

function eachVector(vectors: number, body: (k: number) => Code): Code {
  return all(...Array.from({ length: vectors }, (_, k) => body(k)));
}

/** Down the splits, parents first, and up again; the slots' sums then stand where their products stood. */
function bundle(layout: ShapLayout, hasSets: boolean): Code {
  const { vectors, slots, slotBytes, recordBytes } = layout;
  const one = loadTwice(i32.const(ONE_AT));
  const first = i32.load(local(TABLE));
  return all(
    eachVector(vectors, (k) => v128.store(i32.const(slots), one, VECTOR_BYTES * k)),
    assign(AT, first),
    assign(END, i32.load(local(TABLE), 4)),
    assign(SLOT, i32.const(slots + slotBytes)),
    repeatWhile(
      i32.ltU(local(AT), local(END)),
      all(down(layout, hasSets), increase(AT, recordBytes), increase(SLOT, 2 * slotBytes)),
    ),
    repeatWhile(
      i32.ltU(first, local(AT)),
      all(increase(AT, -recordBytes), increase(SLOT, -2 * slotBytes), up(layout)),
    ),
    increase(TABLE, 8),
  );
}

/** Gives both edges of a split the products of all features so far. */
function down(layout: ShapLayout, hasSets: boolean): Code {
  const { vectors, passes } = layout;
  const place = i32.add(local(ROW), ofSplit(split.place));
  const side = goesLeft(f64.load(local(AT), split.threshold), place, 0, hasSets ? ofSplit(split.set) : null);
  const hasPassed = i32.load(local(KNOWN), passes);
  const without = i32.load(local(AT), split.knownEdge);
  return all(
    assign(LEFT, side),
    chooseSides(layout),
    i32.store(local(TO_PASS), i32.const(1), passes),
    i32.store(local(TO_FAIL), i32.const(0), passes),
    assign(PARENT, ofSplit(split.parent)),
    eachVector(vectors, (k) => assign(productAt(k, vectors), v128.load(local(PARENT), VECTOR_BYTES * k))),
    assign(KNOWN, ofSplit(split.knownSlot)),
    when(
      local(KNOWN),
      when(
        hasPassed,
        all(
          assign(X, loadTwice(without, edge.zero)),
          eachVector(vectors, (k) =>
            assign(productAt(k, vectors), divF64(local(productAt(k, vectors)), ifPassed(X, k, vectors))),
          ),
          parted(vectors),
        ),
        all(i32.store(local(TO_PASS), i32.const(0), passes), failedBefore(vectors)),
      ),
      parted(vectors),
    ),
  );
}

/** `z (1 − t) + t`: what a feature that the row passes brings to the product. */
function ifPassed(zero: number, k: number, vectors: number): Code {
  return addF64(mulF64(local(zero), local(restAt(k))), local(pointAt(k, vectors)));
}

/** Points at the edge and the slot where the row goes, and at the other edge. */
function chooseSides({ edgeBytes, slotBytes }: ShapLayout): Code {
  const edgeFor = (first: number, second: number): Code =>
    i32.add(local(AT), either(SPLIT_BYTES + first, SPLIT_BYTES + second, local(LEFT)));
  return all(
    assign(PASS, edgeFor(0, edgeBytes)),
    assign(FAIL, edgeFor(edgeBytes, 0)),
    assign(TO_PASS, i32.add(local(SLOT), either(0, slotBytes, local(LEFT)))),
    assign(TO_FAIL, i32.add(local(SLOT), either(slotBytes, 0, local(LEFT)))),
  );
}

/** The row passes one edge and fails the other. */
function parted(vectors: number): Code {
  return all(
    assign(X, loadTwice(local(PASS), edge.zero)),
    assign(Y, loadTwice(local(PASS), edge.scale)),
    eachVector(vectors, (k) =>
      v128.store(
        local(TO_PASS),
        mulF64(mulF64(local(productAt(k, vectors)), ifPassed(X, k, vectors)), local(Y)),
        VECTOR_BYTES * k,
      ),
    ),
    assign(X, loadTwice(local(FAIL), edge.scaledZero)),
    eachVector(vectors, (k) =>
      v128.store(
        local(TO_FAIL),
        mulF64(mulF64(local(productAt(k, vectors)), local(restAt(k))), local(X)),
        VECTOR_BYTES * k,
      ),
    ),
  );
}

/** The row has failed the feature further up, and fails both edges. */
function failedBefore(vectors: number): Code {
  const scaled = (from: number, to: number): Code =>
    all(
      assign(X, loadTwice(local(from), edge.scaledShare)),
      eachVector(vectors, (k) =>
        v128.store(local(to), mulF64(local(productAt(k, vectors)), local(X)), VECTOR_BYTES * k),
      ),
    );
  return all(scaled(PASS, TO_PASS), scaled(FAIL, TO_FAIL));
}

/** Adds the edges' sums up for the edge above, and what they say of the split's feature. */
function up(layout: ShapLayout): Code {
  const { vectors, slotBytes, passes } = layout;
  const passesEither = i32.or(i32.load(local(SLOT), passes), i32.load(local(SLOT), slotBytes + passes));
  const sumAt = (k: number): number => productAt(k, vectors);
  const ofSlot = (slot: number, k: number): Code => v128.load(local(slot), VECTOR_BYTES * k);
  const gainOf = (at: number, k: number): Code => v128.load(local(at), edge.gain + VECTOR_BYTES * k);
  const target = i32.add(local(SUMS), ofSplit(split.feature));
  const own = (k: number): Code =>
    addF64(
      mulF64(gainOf(PASS, k), ofSlot(TO_PASS, k)),
      mulF64(local(chargeAt(k, vectors)), ofSlot(TO_FAIL, k)),
    );
  return all(
    assign(PARENT, ofSplit(split.parent)),
    eachVector(vectors, (k) =>
      all(
        assign(
          sumAt(k),
          addF64(
            v128.load(local(SLOT), VECTOR_BYTES * k),
            v128.load(local(SLOT), slotBytes + VECTOR_BYTES * k),
          ),
        ),
        v128.store(local(PARENT), local(sumAt(k)), VECTOR_BYTES * k),
      ),
    ),
    when(
      passesEither,
      all(
        assign(LEFT, i32.load(local(SLOT), passes)),
        chooseSides(layout),
        assign(SUM, own(0)),
        ...Array.from({ length: vectors - 1 }, (_, k) => assign(SUM, addF64(local(SUM), own(k + 1)))),
        assign(KNOWN, ofSplit(split.knownEdge)),
        when(
          local(KNOWN),
          eachVector(vectors, (k) =>
            assign(SUM, subF64(local(SUM), mulF64(gainOf(KNOWN, k), local(sumAt(k))))),
          ),
        ),
        f64.store(
          target,
          f64.add(f64.load(target), f64.add(v128.laneF64(local(SUM), 0), v128.laneF64(local(SUM), 1))),
        ),
      ),
    ),
  );
}
