/**
 * What a command may say and where: stdout is data, stderr is messages (design §10).
 */
import { describe, toProblem, type JzError } from '../core/errors/index.ts';
import type { Progress } from '../core/progress.ts';

/** The terminal as commands see it. */
export interface Terminal {
  /** Writes data to stdout, ending the line. */
  data(text: string): void;
  /** Writes a message to stderr, ending the line. */
  say(text: string): void;
  /** Shows progress on stderr, only when it is a terminal. */
  readonly progress: Progress;
}

/** The process's own streams. */
export function processTerminal(): Terminal {
  process.stdout.on('error', endQuietlyOnClosedPipe);
  const isTerminal = process.stderr.isTTY;
  return {
    data: (text) => void process.stdout.write(`${text}\n`),
    say: (text) => void process.stderr.write(`${text}\n`),
    progress: (label, done, total) => {
      if (isTerminal) process.stderr.write(progressLine(label, done, total));
    },
  };
}

/** `jiuzhu … | head` closes the pipe early: no error, nothing more to say. */
function endQuietlyOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}

/** An error as a person reads it: code, Chinese, English. */
export function errorText(error: JzError): string {
  const zh = describe(error.code, error.details, 'zh');
  const en = describe(error.code, error.details, 'en');
  const { nearest } = error.details;
  const hint = nearest === undefined ? '' : `\n  相近的名称 / nearest name: ${nearest}`;
  return `[${error.code}] ${zh}\n  ${en}${hint}`.replaceAll('jiuzhu  --help', 'jiuzhu --help');
}

/** An error as a script reads it. */
export function errorJson(error: JzError): string {
  return JSON.stringify(toProblem(error));
}

function progressLine(label: string, done: number, total: number): string {
  const share = total > 0 ? Math.min(1, done / total) : 1;
  const filled = Math.round(share * 24);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(24 - filled)}`;
  return `\r\u001b[K${bar} ${String(Math.floor(share * 100)).padStart(3)}% ${label}${share >= 1 ? '\n' : ''}`;
}
