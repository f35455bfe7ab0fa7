import type { Condition } from '../condition.ts';

type Plain = string | number | boolean;

/**
 * A condition as one line: `what = new`, `what in (join, new)`, `old filled`, `old empty`, joined by `and`, `or` and
 * brackets, turned round by `not`. Yes and no of a yes-or-no question are `yes` and `no`.
 */
export function printCondition(condition: Condition, inside = false): string {
	const brackets = (text: string) => (inside ? `(${text})` : text);
	if ('all' in condition) {
		return brackets(condition.all.map((one) => printCondition(one, true)).join(' and '));
	}
	if ('any' in condition) {
		return brackets(condition.any.map((one) => printCondition(one, true)).join(' or '));
	}
	if ('not' in condition) return `not ${printCondition(condition.not, true)}`;
	if ('filled' in condition) return `${condition.field} ${condition.filled ? 'filled' : 'empty'}`;
	if ('in' in condition)
		return `${condition.field} in (${condition.in.map(printValue).join(', ')})`;
	return `${condition.field} = ${printValue(condition.equals)}`;
}

function printValue(value: Plain): string {
	if (typeof value === 'boolean') return value ? 'yes' : 'no';
	if (typeof value === 'number') return String(value);
	const plain = /^[a-z][a-z0-9_-]*$/i.test(value) && !['yes', 'no'].includes(value);
	return plain ? value : JSON.stringify(value);
}

const tokenPattern = /"(?:[^"\\]|\\.)*"|[(),=]|[^\s(),="]+/g;

/** Reads the line back; undefined when it cannot be read. */
export function parseCondition(text: string): Condition | undefined {
	const tokens = text.match(tokenPattern) ?? [];
	if (text.replace(tokenPattern, '').trim() !== '') return undefined;
	const reader = new Reader(tokens);
	try {
		const condition = reader.or();
		return reader.done ? condition : undefined;
	} catch (problem) {
		if (problem instanceof Unreadable) return undefined;
		throw problem;
	}
}

class Unreadable extends Error {}

class Reader {
	#tokens: readonly string[];
	#at = 0;

	constructor(tokens: readonly string[]) {
		this.#tokens = tokens;
	}

	get done(): boolean {
		return this.#at === this.#tokens.length;
	}

	or(): Condition {
		const parts = [this.#and()];
		while (this.#take('or')) parts.push(this.#and());
		return parts.length > 1 || !parts[0] ? { any: parts } : parts[0];
	}

	#and(): Condition {
		const parts = [this.#one()];
		while (this.#take('and')) parts.push(this.#one());
		return parts.length > 1 || !parts[0] ? { all: parts } : parts[0];
	}

	#one(): Condition {
		if (this.#take('not')) return { not: this.#one() };
		if (this.#take('(')) {
			const inside = this.or();
			this.#need(')');
			return inside;
		}
		const field = this.#next();
		if (!/^[a-z][a-z0-9_]*$/.test(field)) throw new Unreadable();
		if (this.#take('filled')) return { field, filled: true };
		if (this.#take('empty')) return { field, filled: false };
		if (this.#take('=')) return { field, equals: this.#value() };
		this.#need('in');
		this.#need('(');
		const values = [this.#value()];
		while (this.#take(',')) values.push(this.#value());
		this.#need(')');
		return { field, in: values };
	}

	#value(): Plain {
		const token = this.#next();
		if (token === 'yes' || token === 'no') return token === 'yes';
		if (token.startsWith('"')) return String(JSON.parse(token));
		if (/^-?\d+(\.\d+)?$/.test(token)) return Number(token);
		if (/^[(),=]$/.test(token)) throw new Unreadable();
		return token;
	}

	#take(token: string): boolean {
		if (this.#tokens[this.#at] !== token) return false;
		this.#at += 1;
		return true;
	}

	#need(token: string): void {
		if (!this.#take(token)) throw new Unreadable();
	}

	#next(): string {
		const token = this.#tokens[this.#at];
		if (token === undefined) throw new Unreadable();
		this.#at += 1;
		return token;
	}
}
