import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ITEM_MOVES, ITEM_STATES, afterMove, possibleMoves } from './item-states.ts';

describe('moves of an item', () => {
	it.each([
		['in_stock', 'hand_over', 'in_use'],
		['reserved', 'hand_over', 'in_use'],
		['in_use', 'ask_back', 'to_be_returned'],
		['to_be_returned', 'return', 'in_stock'],
		['in_use', 'return', 'in_stock'],
		['in_use', 'relocate', 'in_use'],
		['in_use', 'send_to_repair', 'in_repair'],
		['in_use', 'report_missing', 'missing'],
		['in_stock', 'write_off', 'written_off']
	] as const)('%s, %s: %s', (state, move, to) => {
		expect(afterMove(state, move, false)).toEqual({ ok: true, to });
	});

	it('brings a repaired or found item back to its holder, or into stock when nobody has it', () => {
		expect(afterMove('in_repair', 'back_from_repair', true)).toEqual({ ok: true, to: 'in_use' });
		expect(afterMove('in_repair', 'back_from_repair', false)).toEqual({ ok: true, to: 'in_stock' });
		expect(afterMove('missing', 'find', true)).toEqual({ ok: true, to: 'in_use' });
		expect(afterMove('missing', 'find', false)).toEqual({ ok: true, to: 'in_stock' });
	});

	it.each([
		['in_use', 'hand_over', 'registers_item_already_held'],
		['in_repair', 'hand_over', 'registers_item_in_repair'],
		['missing', 'return', 'registers_item_missing'],
		['in_stock', 'return', 'registers_item_not_held'],
		['reserved', 'return', 'registers_item_reserved'],
		['in_use', 'back_from_repair', 'registers_item_not_in_repair'],
		['in_use', 'find', 'registers_item_not_missing'],
		['to_be_returned', 'ask_back', 'registers_item_already_asked_back'],
		['in_use', 'write_off', 'registers_item_return_first'],
		['written_off', 'hand_over', 'registers_item_written_off']
	] as const)('%s refuses %s and says why: %s', (state, move, because) => {
		expect(afterMove(state, move, true)).toEqual({ ok: false, because });
	});

	it('never leaves a state that nothing leads out of, but written off', () => {
		fc.assert(
			fc.property(fc.constantFrom(...ITEM_STATES), (state) => {
				expect(possibleMoves(state).length > 0).toBe(state !== 'written_off');
			})
		);
	});

	it('offers exactly the moves that succeed', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...ITEM_STATES),
				fc.constantFrom(...ITEM_MOVES),
				fc.boolean(),
				(state, move, isHeld) => {
					expect(possibleMoves(state).includes(move)).toBe(afterMove(state, move, isHeld).ok);
				}
			)
		);
	});
});
