namespace Mnist.Host.Wording;

/// <summary>Backends in words.</summary>
internal static class BackendText
{
    /// <summary>What a backend is here, or why it is not to be had.</summary>
    public static string Description(this BackendState state) => state.Match(new BackendState.Cases<string>(
        Ready: s => $"{Libraries(s.Libraries)}, on the {(s.Device == ComputeDevice.Gpu ? "GPU" : "processor")}",
        NotBuilt: _ => "not in this build: its packages were not served, or were refused, when it was built",
        NotLoaded: s => $"built in, but its native library does not load: {s.Reason}"));

    /// <summary>What to do to have it; null where it is there.</summary>
    public static string? Advice(this BackendState state) => state.Match(new BackendState.Cases<string?>(
        Ready: _ => null,
        NotBuilt: _ => "to have it, build where the package source serves its packages, after dotnet restore --force",
        NotLoaded: _ => "install what its library needs, or use --backend simd, which needs nothing"));

    /// <summary>What the user should know of a choice, if anything.</summary>
    public static ValueList<string> Notes(this BackendChoice.Chosen choice) => choice switch
    {
        { Ready: { Device: ComputeDevice.Processor, Libraries.Count: > 0 } } =>
            [$"backend {choice.Ready.Backend.Name} on the processor; --backend simd is faster there."],
        _ => [],
    };

    /// <summary>Why it is not a better one, for who wants details; null where there is none.</summary>
    public static string? Reason(this BackendChoice.Chosen choice) => choice.PassedOver is [var better, ..]
        ? $"{better.Name} is {better.State.Description()}"
        : null;

    /// <summary>Why there is no such backend to compute with.</summary>
    public static string Missing(this BackendEntry entry) =>
        $"--backend {entry.Name}: it is {entry.State.Description()}; {entry.State.Advice()}. --backend auto takes what there is.";

    /// <summary>What a wrong name may have been meant for.</summary>
    public static string Unknown(string name)
    {
        ValueList<string> known = [BackendCatalog.Auto, .. BackendCatalog.All.Select(b => b.Name)];
        var hint = Nearest.To(name, known) is { } nearest ? $"did you mean {nearest}?" : $"it is one of {known.Or()}.";
        return $"--backend: there is no backend '{name}'; {hint}";
    }

    private static string Libraries(ValueList<BackendLibrary> libraries) => libraries.Count == 0
        ? "built in, needs no library"
        : libraries.Select(l => l.Version is null ? l.Name : $"{l.Name} {l.Version}").ToList().And();
}
