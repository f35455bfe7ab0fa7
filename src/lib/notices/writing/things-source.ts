import type { AffectedKind } from '../notice-states.ts';
import { affectedKindWord } from '../affected-kinds.ts';
import type { Choice } from '#lib/ui/combobox.svelte.ts';

type Found = { kind: AffectedKind; targetId: string; name: string; detail: string };

/** Things of all registers whose name fits what was typed; the value is `kind:id`. */
export async function thingsSource(query: string, signal: AbortSignal): Promise<Choice[]> {
	const address = `/admin/notices/things?q=${encodeURIComponent(query)}`;
	const response = await fetch(address, { signal });
	if (!response.ok) return [];
	const { things } = (await response.json()) as { things: Found[] };
	return things.map(({ kind, targetId, name, detail }) => ({
		value: `${kind}:${targetId}`,
		label: name,
		detail: [affectedKindWord[kind](), detail].filter(Boolean).join(', ')
	}));
}
