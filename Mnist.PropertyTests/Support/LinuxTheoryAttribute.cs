namespace Mnist.PropertyTests;

/// <summary>A test of /dev/full, which Linux has; skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxTheoryAttribute : Xunit.TheoryAttribute
{
    public LinuxTheoryAttribute()
    {
        if (!File.Exists("/dev/full"))
            Skip = "there is no /dev/full here";
    }
}
