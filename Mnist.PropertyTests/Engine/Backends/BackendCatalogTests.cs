using Mnist.Engine.Backends;
using Mnist.Engine.Selection;
using Xunit;

namespace Mnist.PropertyTests.Engine.Backends;

/// <summary>Which backend a name stands for.</summary>
public sealed class BackendCatalogTests
{
    private static readonly BackendEntry Usable =
        new("simd", BackendCatalog.All.Select(e => e.State).OfType<BackendState.Ready>().First());

    [Fact]
    public void The_built_in_backend_is_always_there() =>
        Assert.Equal(
            "simd",
            BackendCatalog.Choose("simd").Match<string>(new(c => c.Ready.Backend.Name, u => u.ToString(), u => u.ToString())));

    [Fact]
    public void Every_backend_is_called_what_the_catalog_calls_it() =>
        Assert.All(BackendCatalog.All, entry => Assert.Equal(
            entry.Name, entry.State.Match(new BackendState.Cases<string>(r => r.Backend.Name, _ => entry.Name, _ => entry.Name))));

    [Fact]
    public void Auto_passes_over_what_cannot_be_used_and_says_so()
    {
        var (absent, broken) =
            (new BackendEntry("a", new BackendState.NotBuilt()), new BackendEntry("b", new BackendState.NotLoaded("no")));
        var chosen = Assert.IsType<BackendChoice.Chosen>(BackendCatalog.First([absent, broken, Usable, absent]));
        Assert.Same(Usable.State, chosen.Ready);
        Assert.Equal([absent, broken], chosen.PassedOver);
    }

    [Fact]
    public void A_name_of_nothing_is_unknown() =>
        Assert.Equal(new BackendChoice.Unknown("cuda"), BackendCatalog.Choose("cuda"));
}
