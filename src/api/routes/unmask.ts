import { JzError } from '../../core/errors/index.ts';
import { auditWriter, inTransaction } from '../../store/index.ts';
import { chinaMoment } from '../moment.ts';
import type { Account } from '../roles.ts';
import { householdParams } from '../schemas/common.ts';
import { unmaskRequest, unmaskResponse } from '../schemas/identities.ts';
import type * as types from '../types.ts';
import { wire } from '../wire-names.ts';
import { seenHousehold } from './dossier.ts';
import { commonProblems, problems, type Api, type Sources } from './route.ts';

/** `POST /v1/households/{id}/unmask`: names and identity numbers, for a stated reason. */
export function addUnmaskRoute(app: Api, sources: Sources): void {
  app.post(
    '/v1/households/:id/unmask',
    {
      config: { access: 'identities' },
      bodyLimit: 16_384,
      schema: {
        operationId: 'unmaskHousehold',
        summary:
          '查看姓名和证件号，须说明理由，先记入审计 / names and numbers, for a reason that is audited first',
        tags: ['households'],
        params: householdParams,
        body: unmaskRequest,
        response: {
          200: unmaskResponse,
          ...{ 400: problems[400], 404: problems[404], 413: problems[413], 415: problems[415] },
          ...commonProblems,
        },
      },
    },
    ({ account, params: { id }, body: { reason } }) => unmask(sources, account, { id, reason }),
  );
}

/** @throws JZ_IDENTITIES_CLOSED when there is no vault or no key to it: nothing is audited then */
async function unmask(
  sources: Sources,
  account: Account,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<types.UnmaskResponse> {
  const { county, people } = await seenHousehold(sources, account, id);
  opened(() => county.identities.clear([]));
  const { store, now } = sources;
  const at = chinaMoment(now());
  const { number } = inTransaction(store, () =>
    auditWriter(store)({
      ...{ at, actor: account.name, action: 'unmask', subject: id },
      details: { reason, persons: people.length },
      rows: [],
    }),
  );
  const persons = opened(() => county.identities.clear(people));
  return {
    household_id: id,
    audit_number: number,
    at,
    persons: persons.map(({ personId, name, idNumber, phone, address }) =>
      wire({ personId, name, idNumber, phone, address }),
    ),
  };
}

function opened<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof JzError)) throw cause;
    throw new JzError('JZ_IDENTITIES_CLOSED', { problem: cause.code }, { cause });
  }
}
