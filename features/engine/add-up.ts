/**
 * Reads one table and adds its rows up for every feature and as-of date at the same time.
 */
import { addMonths, type IsoDate } from '../../src/core/dates.ts';
import type { DuckDb, NumberPiece } from '../../src/io/duckdb.ts';
import { dayNumber } from '../days.ts';
import { addRows, emptyBlock, type KnownRows } from './block.ts';
import type { Homes, People } from './people.ts';
import { CHANNELS_A_SCAN, channelKey, planScans, type Scan, type SourceReads } from './plan.ts';
import type { Totals } from './read-out.ts';
import { SCAN_KEYS, scanSql } from './scan-sql.ts';
import { passing } from './roll-up.ts';
import { blockOf, planTallies, type Entity, type Tally, type TallyPlan } from './tally.ts';

/** The household rows of each entity go to, by person, and room for those of one piece. */
interface Addressing {
  readonly entity: Entity;
  /** Household by person; −1 = nobody's. Null: the person's own number. */
  readonly home: Int32Array | null;
  /** A row that names a household and no person counts only where no filter asks about the person. */
  readonly takesHouseholds: boolean;
  readonly entities: Int32Array;
}

/** A tally fed by a channel of the scan. */
interface Feeding {
  readonly tally: Tally;
  readonly to: Addressing;
  /** Number of the channel within the scan. */
  readonly channel: number;
  /** Place among the scan's values, or the number itself. */
  readonly value: { readonly column: number } | number;
}

/** One as-of date while a table is read. */
interface Day {
  readonly asOf: number;
  readonly homes: Homes;
  readonly totals: Totals;
  readonly addressings: readonly Addressing[];
  readonly feedings: readonly Feeding[];
}

/** DuckDB hands on at most this many rows at a time. */
const PIECE_ROWS = 2048;

/** Adds up what is read of one table, for each as-of date. */
export async function addUp(
  db: DuckDb,
  reads: SourceReads,
  people: People,
  homes: readonly Homes[],
): Promise<Totals[]> {
  const totals = homes.map((home) => emptyTotals(planTallies(reads, home.asOf), people));
  const rows = knownRows();
  for (const scan of planScans(reads)) {
    const days = homes.map((home, i) => dayOf(scan, home, totals[i]!));
    const { sql, values } = scanSql(scan, rangeOf(days));
    await db.stream(sql, values, (piece) => {
      for (const day of days) addPiece(day, piece, rows);
    });
  }
  return totals;
}

function emptyTotals(plan: TallyPlan, people: People): Totals {
  const { household, person } = plan.slots;
  return {
    plan,
    blocks: {
      household: emptyBlock(people.households.length, household),
      person: emptyBlock(people.nPersons, person),
    },
  };
}

function dayOf(scan: Scan, homes: Homes, totals: Totals): Day {
  const keys = scan.channels.map(channelKey);
  const feedings: Feeding[] = [];
  const addressings = new Map<string, Addressing>();
  for (const tally of totals.plan.tallies) {
    const key = JSON.stringify(tally.entity);
    const to = addressings.get(key) ?? addressing(tally.entity, homes);
    addressings.set(key, to);
    for (const { channel, brings } of tally.feeds) {
      const number = keys.indexOf(channelKey(channel));
      if (number < 0) continue;
      const name = channel.columns.join(' ');
      const column = SCAN_KEYS.length + scan.values.findIndex((columns) => columns.join(' ') === name);
      const value = brings === 'value' ? { column } : brings === 'one' ? 1 : Number.NaN;
      feedings.push({ tally, to, channel: number, value });
    }
  }
  return { asOf: dayNumber(homes.asOf), homes, totals, addressings: [...addressings.values()], feedings };
}

function addPiece(day: Day, piece: NumberPiece, rows: KnownRows): void {
  chooseKnown(day, piece, rows);
  if (rows.count === 0) return;
  const recorded = ints(piece.columns[3]);
  for (const to of day.addressings) address(to, piece, rows);
  for (const { tally, to, channel, value } of day.feedings) {
    if (rows.wanted[channel]!.count === 0) continue;
    const own = typeof value === 'number' ? value : piece.columns[value.column]!;
    const feed = { entities: to.entities, channel, value: own, recorded, asOf: day.asOf };
    addRows(day.totals.blocks[blockOf(tally.entity)], tally, rows, feed);
  }
}

/**
 * Only rows that had happened and were known on the as-of date, and that no later version had replaced by then; each is
 * put with every channel whose bit its mask has.
 */
function chooseKnown({ asOf }: Day, { count, columns }: NumberPiece, rows: KnownRows): void {
  const [, , occurred, recorded, superseded, mask] = columns.map(ints);
  for (const wanted of rows.wanted) wanted.count = 0;
  let n = 0;
  for (let i = 0; i < count; i++) {
    const ago = asOf - occurred![i]!;
    if (ago < 0 || recorded![i]! > asOf || superseded![i]! <= asOf) continue;
    rows.at[n] = i;
    rows.ago[n] = ago;
    for (let bits = mask![i]!; bits !== 0; bits &= bits - 1) {
      const wanted = rows.wanted[31 - Math.clz32(bits & -bits)]!;
      wanted.rows[wanted.count++] = n;
    }
    n++;
  }
  rows.count = n;
}

function addressing(entity: Entity, homes: Homes): Addressing {
  const entities = new Int32Array(PIECE_ROWS);
  const takesHouseholds = entity.who === null;
  if (entity.of === 'person') return { entity, home: null, takesHouseholds: false, entities };
  const all = entity.of === 'last' ? homes.last : homes.current;
  const passes = passing(homes, entity.who ?? undefined);
  const home =
    passes === null ? all : all.map((household, person) => (passes[person] === 1 ? household : -1));
  return { entity, home, takesHouseholds, entities };
}

/** Says for each known row whose slots it goes to. A household that the row itself names comes first. */
function address({ home, takesHouseholds, entities }: Addressing, piece: NumberPiece, rows: KnownRows): void {
  const [person, household] = piece.columns.map(ints);
  for (let i = 0; i < rows.count; i++) {
    const at = rows.at[i]!;
    const who = person![at]!;
    const named = household![at]!;
    if (home === null) entities[i] = who;
    else if (named >= 0 && takesHouseholds) entities[i] = named;
    else entities[i] = who >= 0 ? home[who]! : -1;
  }
}

function knownRows(): KnownRows {
  const room = (): Int32Array => new Int32Array(PIECE_ROWS);
  const wanted = Array.from({ length: CHANNELS_A_SCAN }, () => ({ count: 0, rows: room() }));
  return { count: 0, at: room(), ago: room(), wanted };
}

const NO_INTS = new Int32Array(0);

function ints(column: Int32Array | Float64Array | undefined): Int32Array {
  return column instanceof Int32Array ? column : NO_INTS;
}

function rangeOf(days: readonly Day[]): { after: IsoDate; upTo: IsoDate } {
  const dates = days.map((day) => day.homes.asOf).sort();
  const reach = days[0]!.feedings.map(({ tally }) => tally.edges.at(-1)!);
  const months = Math.ceil(Math.max(...reach, 31) / 28);
  return { after: addMonths(dates[0]!, -months), upTo: dates.at(-1)! };
}
