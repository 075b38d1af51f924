/** What was found about one part of the machine. */
export interface Finding {
  /** Stable name for scripts, such as `sqlite`. */
  readonly id: string;
  readonly titleZh: string;
  readonly titleEn: string;
  /** Whether the product cannot work without it. */
  readonly required: boolean;
  readonly ok: boolean;
  /** What is there, such as a version; empty when it is not. */
  readonly found: string;
  /** Why it is not ok; empty when it is. */
  readonly problem: string;
  /** What to do about it; empty when it is ok. */
  readonly remedy: string;
}

/** A part of the machine that can be tried. */
export interface Probe extends Pick<Finding, 'id' | 'titleZh' | 'titleEn' | 'required'> {
  /** What to do when it fails, in Chinese and English. */
  readonly remedy: string;
  /** Tries it and tells what is there; throws with the problem when it does not work. */
  readonly attempt: () => string | Promise<string>;
}

/** Tries one part; a failure is a finding, not an error. */
export async function examine(probe: Probe): Promise<Finding> {
  const { id, titleZh, titleEn, required } = probe;
  try {
    return {
      id,
      titleZh,
      titleEn,
      required,
      ok: true,
      found: await probe.attempt(),
      problem: '',
      remedy: '',
    };
  } catch (thrown) {
    const problem = firstLine(thrown instanceof Error ? thrown.message : String(thrown));
    return { id, titleZh, titleEn, required, ok: false, found: '', problem, remedy: probe.remedy };
  }
}

/** Throws unless a known answer came out. */
export function expectAnswer(what: string, actual: string, known: string): void {
  if (actual !== known) throw new Error(`${what}: ${actual} instead of ${known}`);
}

/** Without the stack of imports and the folder the program lies in. */
function firstLine(text: string): string {
  return (text.split('\n')[0] ?? text).replace(/ imported from .*$/, '');
}
