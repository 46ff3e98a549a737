namespace Mnist.PropertyTests;

/// <summary>A clock that moves only when it is told to, so that tests of time limits neither wait nor depend on the load.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly HashSet<ManualTimer> timers = [];
    private TimeSpan now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        ManualTimer[] due;
        lock (gate)
        {
            now += by;
            due = [.. timers.Where(timer => timer.DueAt <= now)];
            timers.ExceptWith(due);
        }

        foreach (var timer in due)
            timer.Fire();
    }

    /// <summary>Fires once; nothing here asks for more.</summary>
    private sealed class ManualTimer(ManualTime time, Action callback) : ITimer
    {
        public TimeSpan DueAt { get; private set; }

        public void Fire() => callback();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time.gate)
            {
                DueAt = time.now + dueTime;
                return dueTime == Timeout.InfiniteTimeSpan ? time.timers.Remove(this) : time.timers.Add(this);
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
