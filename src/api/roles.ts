/**
 * Who may do what.
 */
import { JzError } from '../core/errors/index.ts';

/** Roles of accounts. */
export const roles = ['caseworker', 'data_team', 'analyst', 'administrator', 'auditor'] as const;
/** One of them; `demo` is whoever sits at this machine while there are no accounts. */
export type Role = (typeof roles)[number] | 'demo';

/** What an operation needs → who has it. */
const allowed = {
  public: null,
  signed_in: [...roles, 'demo'],
  overview: [...roles, 'demo'],
  models: [...roles, 'demo'],
  metrics: ['administrator', 'data_team', 'auditor', 'demo'],
  households: ['caseworker', 'auditor', 'demo'],
  identities: ['caseworker', 'demo'],
  scoring: ['caseworker', 'data_team', 'analyst', 'demo'],
  alerts: ['caseworker', 'auditor', 'demo'],
  alert_actions: ['caseworker', 'demo'],
  what_if: ['analyst', 'demo'],
  what_if_results: ['analyst', 'data_team', 'auditor', 'demo'],
  catalogue: [...roles, 'demo'],
  quality: ['data_team', 'analyst', 'auditor', 'administrator', 'demo'],
  accounts: ['administrator'],
  account_list: ['administrator', 'auditor'],
} as const satisfies Readonly<Record<string, readonly Role[] | null>>;

/** What an operation needs. */
export type Access = keyof typeof allowed;

/** Who asks. */
export interface Account {
  readonly name: string;
  readonly role: Role;
  /** Beginnings of region codes it may see; `null` for all. */
  readonly areas: readonly string[] | null;
}

/** Whoever sits at this machine while there are no accounts. */
export const demoAccount: Account = { name: 'demo', role: 'demo', areas: null };

/**
 * Refuses what a role may not do.
 *
 * @throws JZ_ROLE_REFUSED
 */
export function checkRole({ role }: Account, access: Access): void {
  const having: readonly Role[] | null = allowed[access];
  if (having && !having.includes(role)) throw new JzError('JZ_ROLE_REFUSED', { role, access });
}

/** Whether an account may see an area. */
export function sees({ areas }: Account, area: string): boolean {
  return areas === null || areas.some((code) => area.startsWith(code));
}
