import pino from 'pino';

/** The process's log: one JSON line an event, `LOG_LEVEL` from the environment. */
export const log = pino({ level: process.env.LOG_LEVEL ?? 'info' });
