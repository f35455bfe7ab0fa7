import type { Choice } from '#lib/ui/combobox.svelte.ts';

/** Colleagues whose name fits what was typed, as the server finds them. */
export async function peopleSource(query: string, signal: AbortSignal): Promise<Choice[]> {
	const response = await fetch(`/api/people?q=${encodeURIComponent(query)}`, { signal });
	if (!response.ok) return [];
	const found = (await response.json()) as {
		people: { id: string; name: string; detail?: string }[];
	};
	return found.people.map(({ id, name, detail }) => ({ value: id, label: name, detail }));
}
