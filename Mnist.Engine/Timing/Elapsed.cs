namespace Mnist.Engine.Timing;

/// <summary>Measures time by a clock that may stand still or be set back: then no time has passed, and the work continues.</summary>
internal static class Elapsed
{
    /// <summary>Seconds since a time, at least 0.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="start">What <see cref="TimeProvider.GetTimestamp"/> said then.</param>
    public static double SecondsSince(this TimeProvider clock, long start) => Math.Max(0, clock.GetElapsedTime(start).TotalSeconds);

    /// <summary>Whether so much time has passed, or the clock was set back and cannot tell.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="start">What <see cref="TimeProvider.GetTimestamp"/> said then.</param>
    /// <param name="interval">Above 0.</param>
    public static bool IsDue(this TimeProvider clock, long start, TimeSpan interval) =>
        clock.GetElapsedTime(start) is var passed && (passed >= interval || passed < TimeSpan.Zero);

    /// <summary>So many a second; 0 where no time has passed.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seconds">In how much time.</param>
    public static double Rate(double count, double seconds) => seconds > 0 ? count / seconds : 0;
}
