export function npmCli(): string | null;
export function nodeHeaders(): Record<string, string>;
