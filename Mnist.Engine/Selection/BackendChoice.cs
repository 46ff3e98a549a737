namespace Mnist.Engine.Selection;

/// <summary>What came of asking for a backend by its name.</summary>
public abstract record BackendChoice
{
    private BackendChoice() { }

    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="BackendChoice"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="Chosen">For a backend that can be used.</param>
    /// <param name="Unusable">For one that cannot be used here.</param>
    /// <param name="Unknown">For a name that is none.</param>
    public sealed record Cases<T>(Func<Chosen, T> Chosen, Func<Unusable, T> Unusable, Func<Unknown, T> Unknown);

    /// <summary>A backend that can be used.</summary>
    /// <param name="Ready">The backend.</param>
    /// <param name="PassedOver">Those that <c>auto</c> would have preferred, with the reasons; empty where a name was given.</param>
    public sealed record Chosen(BackendState.Ready Ready, ValueList<BackendEntry> PassedOver) : BackendChoice
    {
        internal override T Pick<T>(Cases<T> on) => on.Chosen(this);
    }

    /// <summary>The one asked for cannot be used here.</summary>
    /// <param name="Entry">Which one, and why.</param>
    public sealed record Unusable(BackendEntry Entry) : BackendChoice { internal override T Pick<T>(Cases<T> on) => on.Unusable(this); }

    /// <summary>No backend has this name.</summary>
    /// <param name="Name">As it was given.</param>
    public sealed record Unknown(string Name) : BackendChoice { internal override T Pick<T>(Cases<T> on) => on.Unknown(this); }
}
