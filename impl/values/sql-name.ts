/** A name for SQL. Backticks, as in the schema that PocketBase stores; one inside cannot end the name. */
export const quoteName = (name: string): string => `\`${name.replaceAll('`', '``')}\``
