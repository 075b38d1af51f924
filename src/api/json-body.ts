import type { FastifyInstance } from 'fastify';
import { JzError } from '../core/errors/index.ts';

/** Takes JSON bodies only, and tells malformed JSON from JSON with a key that would poison prototypes. */
export function addJsonParser(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = body.toString();
    void parse(request, text, (error, value) => {
      if (!error) done(null, value);
      else done(new JzError(isJson(text) ? 'JZ_JSON_FORBIDDEN_KEY' : 'JZ_JSON_INVALID'));
    });
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
