using Mnist.Engine.Backends;
using Xunit;

namespace Mnist.PropertyTests.Engine.Backends;

public sealed class OpenMpTests
{
    [Fact]
    public void Native_libraries_see_what_is_set_and_NETs_own_setter_does_not_reach_them()
    {
        var name = $"MNIST_TEST_{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable(name, "managed");
        Assert.Equal(OperatingSystem.IsWindows() ? "managed" : null, CEnvironment.Get(name));
        CEnvironment.Set(name, "pässive");
        Assert.Equal("pässive", CEnvironment.Get(name));
    }

    [Fact]
    public void Threads_sleep_after_a_while_where_the_user_chose_nothing() =>
        Assert.Equal([("OMP_WAIT_POLICY", "passive"), ("GOMP_SPINCOUNT", "1000")], OpenMp.SettingsBeside(_ => null));

    [Theory]
    [InlineData("OMP_WAIT_POLICY", "active")]
    [InlineData("GOMP_SPINCOUNT", "0")]
    [InlineData("KMP_BLOCKTIME", "200")]
    public void What_the_user_chose_stays(string name, string value) =>
        Assert.Empty(OpenMp.SettingsBeside(asked => asked == name ? value : null));
}
