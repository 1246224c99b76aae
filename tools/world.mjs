// Makes src/reveille/site/world.json: the outlines of the countries, from Natural Earth (public domain) by world-atlas.
//
//   npm install world-atlas@2 topojson-client@3 topojson-simplify@3 d3-geo@3 i18n-iso-countries@7
//   node tools/world.mjs > src/reveille/site/world.json
//
// Equal Earth, rotated by 12 degrees so that no continent is cut, simplified to a third, in whole pixels, without Antarctica.
// `scale` and `translate` are the projection's, so that a point can be set on the map by its latitude and longitude.
import fs from "fs";
import { feature, merge } from "topojson-client";
import { presimplify, simplify, quantile } from "topojson-simplify";
import { geoEqualEarth, geoPath } from "d3-geo";
import iso from "i18n-iso-countries";

const [width, height, rotate, antarctica] = [720, 330, 12, "010"];
const full = presimplify(JSON.parse(fs.readFileSync("node_modules/world-atlas/countries-110m.json")));
const world = simplify(full, quantile(full, 0.32));
const features = feature(world, world.objects.countries).features.filter((one) => one.id !== antarctica);
const projection = geoEqualEarth().rotate([-rotate, 0]).fitExtent([[0, 0], [width, height]], { type: "FeatureCollection", features });
const path = geoPath(projection).digits(0);
const land = path(merge(world, world.objects.countries.geometries.filter((one) => one.id !== antarctica)));
const named = features.map((one) => [iso.numericToAlpha2(one.id), path(one)]).filter(([code, drawn]) => code && drawn);
const countries = Object.fromEntries(named.sort());
console.log(JSON.stringify({ width, height, rotate, scale: projection.scale(), translate: projection.translate(), land, countries }));
