namespace Mnist.Engine.Backends;

/// <summary>How the threads of OpenMP, on which libtorch computes, wait for one another.</summary>
/// <remarks>
/// Left alone they stay awake for long: beside two busy programs on two cores, GNU's library ran 121 regions of a tenth of a millisecond a
/// second, of 12,000 on free cores. Those that sleep at once ran 6,700 there, but only 9,200 on free cores. A thousand looks before
/// sleeping bring 4,800 and 12,300. Other libraries have no such number: theirs sleep at once.
/// </remarks>
internal static class OpenMp
{
    private static readonly ValueList<(string Name, string Value)> Settings = [("OMP_WAIT_POLICY", "passive"), ("GOMP_SPINCOUNT", "1000")];

    /// <summary>Any of these is the user's own choice, and nothing is added to it.</summary>
    private static readonly ValueList<string> UsersChoices = ["OMP_WAIT_POLICY", "GOMP_SPINCOUNT", "KMP_BLOCKTIME"];

    /// <summary>Has threads sleep after a short while, unless the user chose; must come before the library is loaded.</summary>
    public static void LetThreadsSleep()
    {
        foreach (var (name, value) in SettingsBeside(CEnvironment.Get))
            CEnvironment.Set(name, value);
    }

    /// <summary>What to set.</summary>
    /// <param name="variable">The value of a variable; null where it has none.</param>
    internal static ValueList<(string Name, string Value)> SettingsBeside(Func<string, string?> variable) =>
        UsersChoices.Any(name => variable(name) is not null) ? [] : Settings;
}
