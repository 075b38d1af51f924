/**
 * The book of one dataset and chunk: rows go to the page of the file they are known in.
 */
import type { Rng } from '../../core/rng.ts';
import type { Delay } from '../dirt/config.ts';
import type { Page, Tally } from '../files/pages.ts';
import type { Calendar } from './calendar.ts';
import type { Book, DatasetForm } from './dataset.ts';
import { RowPost, type PostSources } from './post-rows.ts';

/** What a book is written with. */
export interface BookSources extends PostSources {
  readonly calendar: Calendar;
  readonly delay: Delay;
  /** Late rows are so many times commoner than the delay says. */
  readonly lateness: number;
}

/** A book and what came of it. */
export interface WrittenBook {
  readonly book: Book;
  readonly pages: ReadonlyMap<number, Page>;
  readonly tally: Tally;
}

/** Opens an empty book for one chunk. */
export function openBook(sources: BookSources, chunk: number, rng: Rng): WrittenBook {
  const { form, calendar, delay } = sources;
  const post = new RowPost(sources, chunk, rng);
  const lateShare = delay.late_share * sources.lateness;
  const [soonest, latest] = delay.typical;
  let serial = 0;
  let isLate = false;
  const book: Book = {
    serial: () => serial++,
    known: (day) => {
      const usual = day + between(soonest, latest, rng);
      isLate = lateShare > 0 && rng.next() < lateShare;
      return isLate ? usual + between(delay.late[0], delay.late[1], rng) : usual;
    },
    chance: (share) => rng.next() < share,
    row: (known, person) =>
      post.begin(known < calendar.endDay ? periodOf(form, calendar, known) : 'withheld', person, isLate),
  };
  return { book, pages: post.pages, tally: post.tally };
}

function between(least: number, most: number, rng: Rng): number {
  return most > least ? least + rng.int(most - least + 1) : least;
}

/** The file a row known on a day belongs to: its month or year, counted from the first; stock goes to the first. */
function periodOf(form: DatasetForm, calendar: Calendar, known: number): number {
  if (known < calendar.startDay) return 0;
  if (form.period === 'month') return calendar.monthOf(known);
  return calendar.yearOf(known) - calendar.yearOf(calendar.startDay);
}
