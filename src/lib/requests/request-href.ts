/** Where a request is read. */
export const requestHref = (number: number) => `/requests/${number}`;
