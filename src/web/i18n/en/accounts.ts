import type { AccountsWords } from '../zh/accounts.ts';

/** Words of the accounts page, in English. */
export const accountsEn: AccountsWords = {
  title: 'Accounts',
  subtitle:
    'Who may use the service, in which role and for which areas; every change goes into the audit chain',
  list: 'All accounts',
  listHint: (usable, disabled) => `${usable} can be used, ${disabled} disabled`,
  none: 'There are no accounts yet. The first is made on the server: jiuzhu account add.',
  name: 'Account',
  role: 'Role',
  areas: 'Areas',
  everywhere: 'all areas',
  state: 'State',
  usable: 'in use',
  disabled: 'disabled',
  created: 'Made',
  act: 'Actions',
  you: '(you)',
  disable: 'Disable',
  enable: 'Enable',
  disableOf: (name) => `Disable ${name}`,
  enableOf: (name) => `Enable ${name}`,
  password: 'New password',
  passwordOf: (name) => `A new password for ${name}`,
  passwordHint:
    'The old password, and every sign-in and token, end at once. Tell the new one to its owner only.',
  newPassword: 'New password (12 characters or more)',
  draw: 'Draw one',
  save: 'Save',
  cancel: 'Cancel',

  add: 'Add an account',
  addHint: 'A name is 1 to 64 letters, digits or . _ - and cannot be changed later.',
  nameExample: 'e.g. wang.li',
  areasHint: 'Beginnings of region codes, with spaces between; empty for all areas',
  areasExample: 'e.g. 330199003 330199004',
  firstPassword: 'First password (12 characters or more)',
  addDo: 'Add the account',
  roleMeanings: {
    caseworker: 'works alerts, sees the list and households, records visits; may see names for a reason',
    data_team: 'sees data quality, models and what-if results',
    analyst: 'tries policies; sees no household',
    administrator: 'keeps the accounts; sees no household',
    auditor: 'reads alerts, households, quality and accounts; sees no names',
  },

  added: (name) => `The account ${name} is made.`,
  wasDisabled: (name) => `${name} is disabled; its sign-ins and tokens have ended.`,
  wasEnabled: (name) => `${name} can be used again.`,
  passwordSet: (name) => `${name} has a new password; sign-ins and tokens with the old one have ended.`,
};
