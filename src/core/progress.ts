/** Tells how far a long job is; the caller decides how to show it. */
export type Progress = (label: string, done: number, total: number) => void;

/** Shows nothing. */
export const silent: Progress = () => undefined;
