/**
 * The OpenAPI 3.1 document, made from the zod schemas, and its page. Nothing is fetched from outside.
 */
import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import packageJson from '../../package.json' with { type: 'json' };
import { pagePolicy } from './security.ts';

/** Collects the routes added after it. */
export function addOpenApi(app: FastifyInstance): void {
  app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '救助大脑 jiuzhu',
        version: packageJson.version,
        description:
          '分数只用于安排走访次序，不决定救助；由具名工作人员作决定。\n\n' +
          'A score orders visits. It never grants, denies or stops assistance: a named person decides.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      tags: [
        { name: 'scores', description: '评分 / scores' },
        { name: 'households', description: '家庭 / households' },
        { name: 'alerts', description: '预警 / alerts' },
        { name: 'what-if', description: '推演 / what-if' },
        { name: 'session', description: '登录 / signing in' },
        { name: 'accounts', description: '账号 / accounts' },
        { name: 'models', description: '模型 / models' },
        { name: 'catalogue', description: '目录：特征、信号、事项 / features, signals, items' },
        { name: 'quality', description: '数据质量 / quality of the data' },
        { name: 'health', description: '运行状态 / health' },
      ],
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => withoutUnused(jsonSchemaTransformObject(document)),
  });
}

/** `GET /openapi.json` and the page at `/docs`. */
export function addApiPages(app: FastifyInstance): void {
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
  app.register(fastifySwaggerUi, {
    routePrefix: '/docs',
    staticCSP: pagePolicy,
    uiConfig: { layout: 'BaseLayout', validatorUrl: null, deepLinking: true, displayRequestDuration: true },
    theme: { title: '救助大脑 API' },
  });
}

type Document = ReturnType<typeof jsonSchemaTransformObject>;

/** Leaves out the schemas nothing refers to: each is made in an input and an output form. */
function withoutUnused(document: Document): Document {
  if (!('components' in document)) return document;
  const schemas = Object.entries(document.components.schemas ?? {});
  const text = JSON.stringify(document);
  const used = schemas.filter(([name]) => text.includes(`"#/components/schemas/${name}"`));
  const components = { ...document.components, schemas: Object.fromEntries(used) };
  const next: object = { ...document, components };
  return used.length === schemas.length ? next : withoutUnused(next);
}
