namespace Mnist.PropertyTests;

/// <summary>A clock that goes on by the same span whenever it is read: what is timed by it takes the same time on every machine.</summary>
/// <param name="frequency">Reads of a second.</param>
internal sealed class SteadyClock(long frequency = 5) : TimeProvider
{
    private long reads;

    public override long TimestampFrequency => frequency;

    public override long GetTimestamp() => Interlocked.Increment(ref reads);
}
