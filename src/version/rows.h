/* Every scheme, one line each; C includes this file, the build takes the names of the fuzz targets from it. */
ROW(version_deb)
ROW(version_rpm)
ROW(version_apk)
ROW(version_alpm)
ROW(version_semver)
