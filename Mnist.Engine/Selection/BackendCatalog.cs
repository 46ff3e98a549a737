using Mnist.Engine.Simd;

#if TORCHSHARP
using Mnist.Engine.Torch;
#endif

namespace Mnist.Engine.Selection;

/// <summary>The backends that this program knows, and the choice among them.</summary>
public static class BackendCatalog
{
    /// <summary>The name that leaves the choice to this program.</summary>
    public const string Auto = "auto";

    /// <summary>All backends, in the order in which <see cref="Auto"/> prefers them; loads native libraries when first asked.</summary>
    public static ValueList<BackendEntry> All { get; } =
    [
#if TORCHSHARP
        new("torch", TorchBackend.State()),
#else
        new("torch", new BackendState.NotBuilt()),
#endif
        new("simd", new BackendState.Ready(new SimdBackend(), ComputeDevice.Processor, [])),
    ];

    /// <summary>Finds a backend.</summary>
    /// <param name="name">A backend's name or <see cref="Auto"/>.</param>
    public static BackendChoice Choose(string name) =>
        name == Auto ? First(All)
        : All.FirstOrDefault(entry => entry.Name == name) is { } entry ? Named(entry)
        : new BackendChoice.Unknown(name);

    /// <summary>The first backend that can be used.</summary>
    /// <param name="entries">In order of preference; one of them can be used.</param>
    internal static BackendChoice First(ValueList<BackendEntry> entries)
    {
        var passedOver = entries.TakeWhile(entry => entry.State is not BackendState.Ready).ToValueList();
        return new BackendChoice.Chosen((BackendState.Ready)entries[passedOver.Count].State, passedOver);
    }

    private static BackendChoice Named(BackendEntry entry) => entry.State.Match<BackendChoice>(new(
        Ready: ready => new BackendChoice.Chosen(ready, []),
        NotBuilt: _ => new BackendChoice.Unusable(entry),
        NotLoaded: _ => new BackendChoice.Unusable(entry)));
}
