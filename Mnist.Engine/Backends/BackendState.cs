namespace Mnist.Engine.Backends;

/// <summary>Where a backend computes.</summary>
public enum ComputeDevice
{
    /// <summary>On the processor.</summary>
    Processor,

    /// <summary>On a GPU.</summary>
    Gpu,
}

/// <summary>A library that a backend stands on.</summary>
/// <param name="Name">Such as "libtorch".</param>
/// <param name="Version">Of what is really loaded; null where the library does not tell.</param>
public sealed record BackendLibrary(string Name, Version? Version);

/// <summary>Whether a backend can be used here.</summary>
public abstract record BackendState
{
    private BackendState() { }

    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="BackendState"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="Ready">Where it can be used.</param>
    /// <param name="NotBuilt">Where it was left out of this build.</param>
    /// <param name="NotLoaded">Where its native library does not load.</param>
    public sealed record Cases<T>(Func<Ready, T> Ready, Func<NotBuilt, T> NotBuilt, Func<NotLoaded, T> NotLoaded);

    /// <summary>It can be used.</summary>
    /// <param name="Backend">The backend.</param>
    /// <param name="Device">Where it computes.</param>
    /// <param name="Libraries">What it stands on; empty where it needs nothing but this program.</param>
    public sealed record Ready(IBackend Backend, ComputeDevice Device, ValueList<BackendLibrary> Libraries) : BackendState
    {
        internal override T Pick<T>(Cases<T> on) => on.Ready(this);
    }

    /// <summary>Its packages were not there when this program was built, or were refused.</summary>
    public sealed record NotBuilt : BackendState { internal override T Pick<T>(Cases<T> on) => on.NotBuilt(this); }

    /// <summary>It is in this program, but its native library does not load.</summary>
    /// <param name="Reason">The loader's words.</param>
    public sealed record NotLoaded(string Reason) : BackendState { internal override T Pick<T>(Cases<T> on) => on.NotLoaded(this); }
}

/// <summary>A backend that this program knows.</summary>
/// <param name="Name">What <c>--backend</c> calls it.</param>
/// <param name="State">Whether it can be used here.</param>
public sealed record BackendEntry(string Name, BackendState State);
