/** Households over time: who lived where on a day, as far as was known on another. */
export { membersAtSql, type MembersDays } from './members-sql.ts';
