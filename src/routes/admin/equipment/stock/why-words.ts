import type { StockWhy } from '$lib/equipment/stock-why.ts';
import { m } from '$lib/paraglide/messages.js';

/** What the desk does with supplies: the verb of its form and what the list of movements says. */
export const whyWords: Record<StockWhy, { verb: () => string; did: () => string }> = {
	received: { verb: m.stock_receive, did: m.stock_did_received },
	given: { verb: m.stock_give, did: m.stock_did_given },
	moved: { verb: m.stock_move, did: m.stock_did_moved },
	counted: { verb: m.stock_count, did: m.stock_did_counted },
	written_off: { verb: m.stock_write_off, did: m.stock_did_written_off }
};
