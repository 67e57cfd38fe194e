import { likeness, unpackSketch } from "./sketch.ts";

const ALIKE = 0.4;

/** Puts posts that say nearly the same together; groups stand where their first one stood. */
export function groupAlike<Post extends { sketch: string }>(posts: Post[]): Post[][] {
  const groups: { posts: Post[]; sketches: Set<number>[] }[] = [];
  for (const post of posts) {
    const sketch = unpackSketch(post.sketch);
    const group = groups.find(({ sketches }) => sketches.some((other) => likeness(sketch, other) >= ALIKE));
    if (group && sketch.size > 0) {
      group.posts.push(post);
      group.sketches.push(sketch);
    } else {
      groups.push({ posts: [post], sketches: [sketch] });
    }
  }
  return groups.map((group) => group.posts);
}
