/** What the service last said, by path, so that going back shows at once. */
const answers = new Map<string, unknown>();
const answersKept = 40;

/** The last answer of a path; `undefined` when it is not kept. */
export function keptAnswer(path: string): unknown {
  return answers.get(path);
}

/** Keeps an answer; the oldest makes room. */
export function keepAnswer(path: string, value: unknown): void {
  answers.delete(path);
  answers.set(path, value);
  const oldest = answers.keys().next();
  if (answers.size > answersKept && oldest.done !== true) answers.delete(oldest.value);
}

/** Forgets everything: somebody else may sit here now. */
export function forgetAnswers(): void {
  answers.clear();
}
