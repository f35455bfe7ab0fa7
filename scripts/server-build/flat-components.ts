import type { Plugin } from 'vite';

const component = `		push(component_fn);
		// mark before running so \`onDestroy\` callbacks are still collected if \`fn\` throws
		this.child(`;
const inPlace = `		push(component_fn);
		if (this.global.mode === 'sync') {
			const context = ssr_context;
			context.r = this;
			this.#is_component_body = true;
			if (fn(this) instanceof Promise) e.await_invalid();
			set_ssr_context(context);
			pop();
			return;
		}
		this.child(`;

const registered = '(this.#on_destroy ??= []).push(fn);';
const ran = '		for (const cleanup of this.#collect_on_destroy()) {';
const subsumed = '		this.local = other.local;';

/**
 * Svelte gives every component a renderer of its own, so that one that waits can be filled in later, and afterwards
 * walks through all of them for what wants to be put away. No component of the portal waits, and few put something away:
 * they write into the renderer of the page. A list of forty rows has hundreds of components; it took a tenth of its time.
 */
export const flatComponents: Plugin = {
	name: 'flat-components',
	apply: 'build',
	applyToEnvironment: (environment) => environment.config.consumer === 'server',
	transform: {
		filter: { id: /svelte\/src\/internal\/server\/renderer\.js$/ },
		handler(code) {
			const changes: [string, string][] = [
				[component, inPlace],
				[registered, `this.global.puts_away = true;\n\t\t${registered}`],
				[ran, `		if (!this.global.puts_away) return;\n${ran}`],
				[
					subsumed,
					`		if (other.#on_destroy) (this.#on_destroy ??= []).push(...other.#on_destroy);\n${subsumed}`
				]
			];
			return changes.reduce((text, [from, to]) => {
				if (text.split(from).length !== 2) throw new Error('The renderer changed in Svelte.');
				return text.replace(from, () => to);
			}, code);
		}
	}
};
