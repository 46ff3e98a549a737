namespace Mnist.PropertyTests;

/// <summary>A clock that goes on by the same span whenever it is read: what is timed by it takes the same time on every machine.</summary>
internal sealed class SteadyClock : TimeProvider
{
    private long reads;

    public override long TimestampFrequency => 5;

    public override long GetTimestamp() => Interlocked.Increment(ref reads);
}
