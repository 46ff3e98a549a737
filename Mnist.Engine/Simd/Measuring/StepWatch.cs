using System.Runtime.InteropServices;

namespace Mnist.Engine.Simd.Measuring;

/// <summary>Where the time of training steps goes: a member's time from one lap to the next belongs to the part that ended.</summary>
/// <remarks>
/// So no time is left out and none counts twice: the parts add up to the steps, of all members together. Reading a clock takes some 25 ns;
/// the smallest parts of the catalogue take a few hundred.
/// </remarks>
/// <param name="clock">The clock.</param>
/// <param name="members">Members of the team, at least 1.</param>
internal sealed class StepWatch(TimeProvider clock, int members)
{
    private readonly List<StepPart> parts = [];
    private readonly Dictionary<StepPart, double> bytes = [];
    private readonly Member[] laps = [.. Enumerable.Range(0, members).Select(_ => new Member())];

    /// <summary>Seconds of each part since the last <see cref="Reset"/>, all members together.</summary>
    public IReadOnlyDictionary<StepPart, double> Seconds => parts.Select((part, i) => (part, i)).ToDictionary(
        p => p.part, p => laps.Sum(member => clock.GetElapsedTime(0, member.Ticks[p.i]).TotalSeconds));

    /// <summary>Bytes of activations and gradients that each part reads and writes for sixteen images.</summary>
    public IReadOnlyDictionary<StepPart, double> Bytes => bytes;

    /// <summary>The number of a part, for <see cref="Lap"/>.</summary>
    /// <param name="part">Before the first step.</param>
    /// <param name="moved">Bytes that it reads and writes for sixteen images, in one of its places.</param>
    public int Number(StepPart part, double moved = 0)
    {
        bytes[part] = bytes.GetValueOrDefault(part) + moved;
        if (parts.IndexOf(part) is >= 0 and var known)
            return known;
        parts.Add(part);
        foreach (var member in laps)
            member.Ticks.Add(0);
        return parts.Count - 1;
    }

    /// <summary>Starts a step, before the members do.</summary>
    public void Start()
    {
        var now = clock.GetTimestamp();
        foreach (var member in laps)
            member.Last = now;
    }

    /// <summary>A member has done something.</summary>
    /// <param name="member">Which member.</param>
    /// <param name="part">What it was.</param>
    public void Lap(int member, int part)
    {
        var (now, own) = (clock.GetTimestamp(), laps[member]);
        own.Ticks[part] += now - own.Last;
        own.Last = now;
    }

    /// <summary>Ends a step, once all members are back: each has been waiting for the last one.</summary>
    /// <param name="waiting">That part.</param>
    public void End(int waiting)
    {
        for (var member = 0; member < members; member++)
            Lap(member, waiting);
    }

    /// <summary>Starts again at zero.</summary>
    public void Reset()
    {
        foreach (var member in laps)
            CollectionsMarshal.AsSpan(member.Ticks).Clear();
    }

    private sealed class Member
    {
        public List<long> Ticks { get; } = [];

        public long Last { get; set; }
    }
}
