/**
 * Reads an OpenAPI document and checks values against its schemas with Fastify's own JSON Schema compiler,
 * which knows nothing of the zod schemas the document was made from.
 */
import Fastify from 'fastify';

/** A JSON object of unknown members. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** One way to call the service. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  /** Status → media type → schema. */
  readonly responses: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  readonly requestBody: JsonObject | null;
}

/** Members of a JSON object; empty for anything else. */
export function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

/** The value at a path of member names. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, name) => objectOf(inner)[name], value);
}

/** Every operation of a document. */
export function operationsOf(document: unknown): Operation[] {
  return Object.entries(objectOf(at(document, 'paths'))).flatMap(([path, methods]) =>
    Object.entries(objectOf(methods)).map(([method, operation]) => ({
      method,
      path,
      operationId: String(at(operation, 'operationId')),
      responses: responsesOf(operation),
      requestBody: at(operation, 'requestBody') === undefined ? null : bodySchema(operation),
    })),
  );
}

/**
 * Makes a checker of values against one schema of a document.
 *
 * @returns the first complaint, or `null` when the value fits
 */
export async function checker(
  document: unknown,
  schema: JsonObject,
): Promise<(value: unknown) => Promise<string | null>> {
  const app = Fastify({
    bodyLimit: 16_777_216,
    ajv: {
      customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, strict: false },
    },
  });
  const body = {
    type: 'object',
    properties: { value: schema },
    required: ['value'],
    components: at(document, 'components'),
  };
  app.post('/', { schema: { body } }, () => ({ fits: true }));
  app.setErrorHandler((error, _request, reply) => reply.code(400).send({ complaint: String(error) }));
  await app.ready();
  return async (value) => {
    const answer = await app.inject({ method: 'POST', url: '/', payload: { value } });
    const complaint = at(answer.json(), 'complaint');
    return complaint === undefined ? null : JSON.stringify(complaint);
  };
}

function responsesOf(operation: unknown): Operation['responses'] {
  const entries = Object.entries(objectOf(at(operation, 'responses'))).map(([status, response]) => {
    const contents = Object.entries(objectOf(at(response, 'content')));
    return [
      status,
      Object.fromEntries(contents.map(([type, content]) => [type, objectOf(at(content, 'schema'))])),
    ];
  });
  return Object.fromEntries(entries) as Operation['responses'];
}

function bodySchema(operation: unknown): JsonObject {
  return objectOf(at(operation, 'requestBody', 'content', 'application/json', 'schema'));
}
