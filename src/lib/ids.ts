/** How the portal and its database write an id: a uuid in lower case. Also good as a pattern of PostgreSQL. */
export const idPattern = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';

const wholeId = new RegExp(`^${idPattern}$`);

/** True when a text from an address or a form can be an id at all; the database fails on one that cannot. */
export const isId = (text: string) => wholeId.test(text);
