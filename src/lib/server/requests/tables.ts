/** The tables of requests, gathered by what they are about. */
export * from './tables/request.ts';
export * from './tables/approval.ts';
export * from './tables/task.ts';
export * from './tables/conversation.ts';
export * from './tables/journey.ts';
