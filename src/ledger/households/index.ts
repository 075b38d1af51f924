/** Households over time: who lived where on a day, as far as was known on another. */
export { membersAtSql, membersSql, type MembersDays } from './members-sql.ts';
