import type { messages } from './zh-CN';

type Texts<T> = { [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };

/** Chinese is the first language: it decides which texts there are, every other language has the same. */
export type Messages = Texts<typeof messages>;
