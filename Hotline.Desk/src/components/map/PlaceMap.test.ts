import { expect, test } from 'vitest';
import { pointOf } from './PlaceMap';

test('the point of a place is read, and words are none', () => {
  expect(pointOf('人民路18号（25.4312,119.0145）')).toEqual({ latitude: 25.4312, longitude: 119.0145 });
  expect(pointOf('（-0.5,-119）')).toEqual({ latitude: -0.5, longitude: -119 });
  for (const place of [null, '', '人民路18号', '人民路（25.4312,119.0145）门口', '（91,119）', '（25,1190）'])
    expect(pointOf(place)).toBeNull();
});
