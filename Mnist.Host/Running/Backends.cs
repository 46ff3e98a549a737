using Mnist.Domain;
using Mnist.Engine;
using Mnist.Engine.Simd;

namespace Mnist.Host;

/// <summary>A backend as this build has it, or why it does not.</summary>
/// <param name="Name">What <c>--backend</c> calls it.</param>
/// <param name="Backend">Null where it is not to be had.</param>
/// <param name="Remark">What it is; where it is not to be had, why not.</param>
/// <param name="Advice">What to do to have it; null where nothing is to be done.</param>
internal sealed record BackendState(string Name, IBackend? Backend, string Remark, string? Advice);

/// <summary>Which backends there are, first choice first.</summary>
internal static class Backends
{
    /// <summary>What <c>--backend</c> takes for the first one that is to be had.</summary>
    public const string Auto = "auto";

    public const string Torch = "torch";

    public const string Simd = "simd";

    public static ValueList<BackendState> All { get; } =
    [
        new(
            Torch,
            null,
            "not in this build: the package source did not serve TorchSharp",
            "to have it, add a package source that serves TorchSharp and build with -p:OptionalPackages=recheck"),
        new(Simd, new SimdBackend(), "built in: vector code in C#, no native library", null),
    ];

    /// <summary>The backend of a name, and what the user should know of the choice.</summary>
    /// <param name="name">"auto" or a backend's name.</param>
    public static (IBackend? Backend, string? Note) Choose(string name)
    {
        if (name != Auto)
            return (All.Single(b => b.Name == name).Backend, null);
        var chosen = All.First(b => b.Backend is not null);
        var passed = All.TakeWhile(b => b != chosen).Select(b => $"backend {chosen.Name}, because {b.Name} is {b.Remark}.");
        return (chosen.Backend, passed.FirstOrDefault());
    }

    /// <summary>Why a backend is not to be had.</summary>
    /// <param name="name">Its name.</param>
    public static Complaint Missing(string name)
    {
        var state = All.Single(b => b.Name == name);
        return new("backendMissing", $"--backend {name}: {state.Remark}; {state.Advice}. --backend auto takes another one.");
    }
}
