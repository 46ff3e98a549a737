namespace Mnist.Domain.Results;

/// <summary>How far a run has come.</summary>
public abstract record RunState
{
    private RunState() { }

    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="RunState"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="Planned">For a run that has yet to leave weights.</param>
    /// <param name="Interrupted">For one that left weights before its end.</param>
    /// <param name="Finished">For one that has ended.</param>
    public sealed record Cases<T>(Func<Planned, T> Planned, Func<Interrupted, T> Interrupted, Func<Finished, T> Finished);

    /// <summary>About to run, or killed before it left any weights.</summary>
    public sealed record Planned : RunState { internal override T Pick<T>(Cases<T> on) => on.Planned(this); }

    /// <summary>Stopped before its end; it can be resumed.</summary>
    /// <param name="WeightsHash">SHA-256 of the weights as they were then, lower-case hexadecimal.</param>
    public sealed record Interrupted(string WeightsHash) : RunState { internal override T Pick<T>(Cases<T> on) => on.Interrupted(this); }

    /// <summary>Executed to its end.</summary>
    /// <param name="WeightsHash">SHA-256 of the weights, lower-case hexadecimal.</param>
    public sealed record Finished(string WeightsHash) : RunState { internal override T Pick<T>(Cases<T> on) => on.Finished(this); }
}
