import { uuidv7obj } from 'uuidv7';

/** A fresh uuid v7: sorts by the time it was made. */
export function newId(): string {
	return uuidv7obj().toString();
}
