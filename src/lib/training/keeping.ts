/** Marks a request by which a device keeps a page for later: nobody has opened it yet. */
export const KEEPING_HEADER = 'x-abilaud-keep';

/** What a device may read without a connection: the addresses of one person's assigned modules. */
export type OfflineShelf = {
	personId: string;
	modules: { slug: string; title: string; stamp: string; addresses: string[] }[];
};

/** A page that was read without a connection. */
export type OfflineRead = { slug: string; pageId: string; locale: string; at: string };
