// What still moves although the visitor has asked for less motion.
(describe) => {
  const longest = (times) => Math.max(...times.split(",").map((time) => parseFloat(time) * (time.trim().endsWith("ms") ? 1 : 1000)));
  const parts = [document.documentElement, ...document.querySelectorAll("body, body *")];
  const played = document.getAnimations().filter((animation) => animation.playState === "running" && animation.effect?.target);
  return [...played.map((animation) => describe(animation.effect.target)), ...parts.flatMap((part) => [null, "::before", "::after"].flatMap((pseudo) => {
    const style = getComputedStyle(part, pseudo);
    if (pseudo && style.content === "none") return [];
    const slides = style.transitionProperty !== "none" && longest(style.transitionDuration) > 10;
    const plays = style.animationName !== "none" && longest(style.animationDuration) > 10;
    const scrolls = !pseudo && style.scrollBehavior === "smooth";
    return slides || plays || scrolls || part.matches("marquee, video[autoplay]") ? [describe(part)] : [];
  }))];
}
